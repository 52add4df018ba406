/** What a timeline shows. */
export interface Shown {
  /** Positions of the events that are shown, ascending. */
  readonly rows: readonly number[]
  /** Cores that have a column. */
  readonly cores: readonly number[]
  readonly chosen: number
  /** Events that the chosen value goes back to. */
  readonly traced: ReadonlySet<number>
  readonly marks: ReadonlyMap<number, string>
  readonly arrows: 'all' | 'chosen' | 'none'
}
