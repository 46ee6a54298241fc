export interface ShippedPackage {
  name: string;
  version: string;
  licence: string;
  folder?: string;
}

export const NOTICES: string;
export function shippedPackages(): Promise<ShippedPackage[]>;
export function lineOf(shipped: ShippedPackage): string;
