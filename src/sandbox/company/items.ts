/** What a CRM sends to the HTTP interface, item by item: the shapes of `PUT /v1/people` and its neighbours. */

export interface PersonItem {
  readonly externalId: string;
  readonly name: string;
  readonly roles: readonly {
    readonly role: 'seller' | 'controller' | 'mentor' | 'supervisor' | 'admin';
    /** A supervisor without it heads all directions. */
    readonly directions?: readonly string[];
  }[];
  readonly direction?: string;
  readonly extensions: readonly { readonly source: string; readonly extension: string }[];
  readonly mentorExternalIds?: readonly string[];
  readonly language?: 'ru' | 'en';
}

export interface ClientItem {
  readonly externalId: string;
  readonly name: string;
  readonly phones: readonly string[];
}

export interface OrderItem {
  readonly externalId: string;
  readonly number: string;
  readonly clientExternalId: string;
  readonly sellerExternalId?: string;
  /** Numbers that belong to the order alone, such as a foreman's. */
  readonly phones?: readonly string[];
  readonly inWork: boolean;
  /** RFC 3339. */
  readonly openedAt: string;
  readonly closedAt?: string;
}

export interface CallItem {
  readonly source: string;
  readonly externalId: string;
  readonly direction: 'in' | 'out';
  readonly sellerExtension: string;
  /** Empty where the caller hid the number. */
  readonly externalNumber: string;
  /** RFC 3339, with the offset of the company's zone. */
  readonly startedAt: string;
  readonly durationS: number;
  readonly talkS: number;
  /** Relative to the folder of recordings. */
  readonly recording: { readonly path: string } | null;
}
