"""Makes envelope-1.json: entries of format 1, written by hand from docs/decisions/0001-envelope.md, not by the product.

Run once: python3 make-envelope.py > envelope-1.json   (needs the package `cryptography`)
The file never changes afterwards; a new format gets a new file.
"""
import hashlib, json, struct, uuid
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def field(tag, data):
    return bytes([tag]) + varint(len(data)) + data


DAY = lambda n: struct.pack(">i", n)
CASES = [
    # smallest
    dict(name="smallest", occurred=b"\x00", occurredText="unknown", schema=1, type="note.written", recordedBy="import",
         dataClass="ordinary", retention="case", payload="{}", catalog=[]),
    # everything, a minute with seconds and an offset to the west
    dict(name="everything", occurred=b"\x01" + struct.pack(">qh", 1454500000123, -90), occurredText="2016-02-03T10:16-01:30",
         occurredMilliseconds=1454500000123, schema=3, type="form.answered", madeAt=1454500005000,
         recordedBy="bruger-æøå", device="tablet-7", dataClass="trust", retention="long",
         corrects="0190a0f0-0000-7000-8000-00000000000a", basedOn="0190a0f0-0000-7000-8000-00000000000b",
         catalog=["urs@1#ab12", "cesd@2#ff00"], attachments=["11" * 32, "22" * 32], payload='{"answers":[1,2,3]}'),
    dict(name="day", occurred=b"\x02" + DAY(16834), occurredText="2016-02-03", schema=1, type="a", recordedBy="b",
         dataClass="c", retention="d", payload="x" * 200, catalog=[]),
    dict(name="month", occurred=b"\x03" + struct.pack(">HB", 2016, 2), occurredText="2016-02", schema=1, type="a",
         recordedBy="b", dataClass="c", retention="d", payload="", catalog=[]),
    dict(name="year", occurred=b"\x04" + struct.pack(">H", 2016), occurredText="2016", schema=1, type="a", recordedBy="b",
         dataClass="c", retention="d", payload="{}", catalog=[]),
    dict(name="interval", occurred=b"\x05" + DAY(16834) + DAY(16841), occurredText="2016-02-03/2016-02-10", schema=1,
         type="a", recordedBy="b", dataClass="c", retention="d", payload="{}", catalog=[]),
]

out = []
previous = b"\0" * 32
key = bytes(range(32))
stream, act, key_id = (uuid.UUID(f"0190a0f0-0000-7000-8000-0000000000{n}") for n in ("f1", "f2", "f3"))
for number, case in enumerate(CASES):
    content = b"\x01" + field(1, case["type"].encode()) + field(2, struct.pack(">I", case["schema"])) + field(3, case["occurred"])
    if "madeAt" in case: content += field(4, struct.pack(">q", case["madeAt"]))
    content += field(5, case["recordedBy"].encode())
    if "device" in case: content += field(6, case["device"].encode())
    content += field(7, case["dataClass"].encode()) + field(8, case["retention"].encode())
    if "corrects" in case: content += field(9, uuid.UUID(case["corrects"]).bytes)
    if "basedOn" in case: content += field(10, uuid.UUID(case["basedOn"]).bytes)
    for reference in case["catalog"]: content += field(11, reference.encode())
    for attachment in case.get("attachments", []): content += field(12, bytes.fromhex(attachment))
    content += field(13, case["payload"].encode())
    entry = uuid.UUID(f"0190a0f0-0000-7000-8000-00000000000{number + 1}")
    position, version, recorded, nonce = 100 + number, number + 1, 1700000000000 + number, bytes([number] * 12)
    plain = (b"\x01" + struct.pack(">q", position) + stream.bytes + struct.pack(">q", version) + entry.bytes + act.bytes
             + struct.pack(">q", recorded) + key_id.bytes)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, plain)
    digest = hashlib.sha256(plain + previous + sealed).digest()
    shown = {name: value for name, value in case.items() if name != "occurred"}
    out.append(dict(shown, position=position, version=version, id=str(entry), recordedAt=recorded, content=content.hex(),
                    previous=previous.hex(), sealed=sealed.hex(), hash=digest.hex()))
    previous = digest
print(json.dumps(dict(key=key.hex(), stream=str(stream), act=str(act), keyId=str(key_id), entries=out), indent=1, ensure_ascii=False))
