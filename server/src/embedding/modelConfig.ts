import { AkinError } from '../base/errors';
import { t } from '../base/texts';

/** What computes a model: `static` is a table that is looked up here, `transformer` needs the model runtime. */
const ARCHITECTURES = ['static', 'transformer'] as const;

export type Architecture = (typeof ARCHITECTURES)[number];

/** What the config.json of a model folder says to Akin. */
export type ModelConfig = {
  /** `akin.minimum_similarity`; -1 (all is near enough) where that is missing. */
  minimumSimilarity: number;
} & ({ architecture: 'transformer' } | { architecture: 'static'; /** `hidden_size` */ dimensions: number });

/** No cosine is smaller. */
export const NO_FLOOR = -1;

/**
 * Reads the parsed config.json of a model folder. A model that says nothing of its architecture is a transformer.
 * @param folder for messages
 * @throws {AkinError} `model-invalid` for anything but an object, for an unknown architecture and for a static model without `hidden_size`
 */
export function readModelConfig(content: unknown, folder: string): ModelConfig {
  if (typeof content !== 'object' || content === null)
    throw new AkinError(
      'model-invalid',
      t('{0} in the model folder {1} describes no model.', 'config.json', folder),
    );
  const { akin, hidden_size: dimensions } = content as { akin?: unknown; hidden_size?: unknown };
  const { architecture = 'transformer', minimum_similarity: floor } = (akin ?? {}) as {
    architecture?: unknown;
    minimum_similarity?: unknown;
  };
  const minimumSimilarity = typeof floor === 'number' ? floor : NO_FLOOR;
  if (!isArchitecture(architecture))
    throw new AkinError(
      'model-invalid',
      t(
        '{0} in the model folder {1} says akin.architecture {2}; known are {3} and {4}.',
        'config.json',
        folder,
        JSON.stringify(architecture),
        ...ARCHITECTURES,
      ),
    );
  if (architecture === 'transformer') return { architecture, minimumSimilarity };
  if (typeof dimensions !== 'number')
    throw new AkinError(
      'model-invalid',
      t('{0} in the model folder {1} lacks hidden_size, which a static model needs.', 'config.json', folder),
    );
  return { architecture, minimumSimilarity, dimensions };
}

function isArchitecture(value: unknown): value is Architecture {
  return ARCHITECTURES.some((known) => known === value);
}
