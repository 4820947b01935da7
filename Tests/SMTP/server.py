"""A real SMTP server for the tests of the outbox, of PyPI's aiosmtpd.

Prints its port, then one line of JSON for each mail it takes. Refuses refused@example.dk for ever and later@example.dk for now.
With a certificate and key it demands STARTTLS and a log-in.
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == "refused@example.dk":
            return "550 5.1.1 no such user"
        if address == "later@example.dk":
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                          "text": envelope.content.decode()}), flush=True)
        return "250 taken"


def login(server, session, envelope, mechanism, data):
    isRight = (data.login, data.password) == (b"brobygger", b'pass "word\\')
    return AuthResult(success=isRight, handled=False)


def factory():
    if len(sys.argv) < 3:
        return SMTP(Handler(), enable_SMTPUTF8=False)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    return SMTP(Handler(), tls_context=context, require_starttls=True, authenticator=login, auth_required=True)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(factory, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
