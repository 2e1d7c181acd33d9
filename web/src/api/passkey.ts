// Passkeys: what the server asks a device, and what the device answered, both with bytes as base64url.

import type { components } from './schema.ts';

type Schemas = components['schemas'];

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export const hasPasskeys = typeof window.PublicKeyCredential === 'function';

// The person put the device away, or it knows no passkey for here.
export class NoPasskey extends Error {}

async function asked<T extends AuthenticatorResponse>(call: Promise<Credential | null>): Promise<[PublicKeyCredential, T]> {
  try {
    const credential = (await call) as PublicKeyCredential | null;
    if (credential) return [credential, credential.response as T];
  } catch (error) {
    throw new NoPasskey('no passkey', { cause: error });
  }
  throw new NoPasskey('no passkey');
}

export async function answerWithPasskey(question: Schemas['PasskeyQuestion']): Promise<Schemas['PasskeyAnswer']> {
  const [credential, response] = await asked<AuthenticatorAssertionResponse>(
    navigator.credentials.get({
      publicKey: { challenge: bytesOf(question.challenge), rpId: question.site, userVerification: 'required', timeout: 240_000 },
    }),
  );
  return {
    challenge: question.challenge,
    id: textOf(credential.rawId),
    client_data: textOf(response.clientDataJSON),
    authenticator_data: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    user_handle: response.userHandle && response.userHandle.byteLength > 0 ? textOf(response.userHandle) : null,
  };
}

// ES256, EdDSA and RS256, in this order.
const algorithms = [-7, -8, -257];

export async function makePasskey(invitation: Schemas['PasskeyInvitation'], name: string): Promise<Schemas['NewPasskey']> {
  const [, response] = await asked<AuthenticatorAttestationResponse>(
    navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(invitation.question.challenge),
        rp: { id: invitation.question.site, name: 'Kader' },
        user: { id: bytesOf(invitation.user), name: invitation.login, displayName: invitation.name },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: invitation.there.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: 240_000,
      },
    }),
  );
  return {
    challenge: invitation.question.challenge,
    name,
    client_data: textOf(response.clientDataJSON),
    attestation: textOf(response.attestationObject),
  };
}
