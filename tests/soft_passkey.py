"""A passkey made of software, for tests: it answers what a browser is asked, rightly or in a way that is asked for."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from petruk.people.actions.passkeys import Challenge

HERE = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftPasskey:
    counter: int = 0
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    ref: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def made(self, challenge: Challenge, **wrong: Any) -> str:
        credential = AttestedCredentialData.create(
            bytes(16), self.ref, ES256.from_cryptography_key(self.key.public_key())
        )
        signed, client = self._about(challenge, CollectedClientData.TYPE.CREATE, credential, wrong)
        made = AttestationObject.create("none", signed, {})
        return self._json(clientDataJSON=client, attestationObject=made)

    def signed(self, challenge: Challenge, **wrong: Any) -> str:
        about, client = self._about(challenge, CollectedClientData.TYPE.GET, b"", wrong)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._json(clientDataJSON=client, authenticatorData=about, signature=signature)

    def _about(self, challenge: Challenge, kind: Any, credential: bytes, wrong: dict[str, Any]) -> tuple[Any, Any]:
        host = wrong.get("host", urlsplit(settings.PETRUK_URL).hostname)
        asked = wrong.get("asked", json.loads(challenge.options)["publicKey"]["challenge"])
        flags = wrong.get("flags", HERE) | (AuthenticatorData.FLAG.AT if credential else 0)
        about = AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), flags, self.counter, credential)
        return about, CollectedClientData.create(kind, asked, wrong.get("origin", settings.PETRUK_URL))

    def _json(self, **response: bytes) -> str:
        ref = websafe_encode(self.ref)
        parts = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps({"id": ref, "rawId": ref, "type": "public-key", "response": parts})
