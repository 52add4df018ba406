import type { Experiment } from '../../scenario/article/experiment.ts'

/** `E4 (S3, S4, S5)`: an experiment's number, and the names that it has elsewhere. */
export function headingOf({ id, also }: Pick<Experiment, 'id' | 'also'>): string {
  return also === undefined ? id : `${id} (${also})`
}

/** Where a link to that heading goes, as GitHub makes it: lower case, spaces as hyphens, no other punctuation. */
export function anchorOf(experiment: Pick<Experiment, 'id' | 'also'>): string {
  return headingOf(experiment).toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')
}
