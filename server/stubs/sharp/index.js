// Akin embeds text alone; @huggingface/transformers asks for sharp only to read images.
module.exports = function sharp() {
  throw new Error('Image input is not supported by Akin.');
};
