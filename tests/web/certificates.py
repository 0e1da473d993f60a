"""Certificates made for the occasion, for hosts of the web that misbehaves."""

from __future__ import annotations

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Certified:
    """Hosts with a certificate that they signed themselves; made when it is first wanted."""

    def __init__(self, *hosts: str, alpn: str | None = None) -> None:
        self._hosts = hosts
        self._alpn = alpn

    @property
    def context(self) -> ssl.SSLContext:
        """What a server of these hosts shakes hands with."""
        return self._made[0]

    @property
    def certificate(self) -> str:
        """What to trust (PEM) in order to believe them."""
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[ssl.SSLContext, str]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name(
            [x509.NameAttribute(NameOID.COMMON_NAME, f"The web that misbehaves: {self._hosts[0]}")]
        )
        names = [x509.DNSName(host) for host in self._hosts]
        today = datetime.now(UTC)
        signed = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=30))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
            .public_bytes(Encoding.PEM)
        )
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self._alpn:
            context.set_alpn_protocols([self._alpn])
        with tempfile.TemporaryDirectory() as folder:  # the standard library reads keys from files only
            path = Path(folder) / "key.pem"
            path.write_bytes(secret + signed)
            context.load_cert_chain(path)
        return context, signed.decode()
