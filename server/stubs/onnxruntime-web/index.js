// Under Node @huggingface/transformers runs on onnxruntime-node; the browser runtime is imported but never called.
module.exports = {};
