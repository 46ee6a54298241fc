export interface Line { price: number; quantity: number; country: string }
export interface Rates { limit: number; taxOf(country: string): number; check(country: string): void }
