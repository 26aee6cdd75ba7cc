"""Verifies a draw of Razbor. Written from docs/verify-a-draw.md alone, with nothing but the standard library.

Reads a draw as `GET /v1/draws/{date}` gives it from standard input, prints what does not hold, and ends with 1 where
anything does not. The signature of a beacon is not checked: that takes a BLS12-381 library.
"""

import hashlib
import hmac
import json
import sys
from datetime import datetime
from fractions import Fraction

MINUTE_MS = 60_000


def sha256(data):
    return hashlib.sha256(data).digest()


def millis(text):
    return round(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def line(*parts):
    return "\t".join(str(part) for part in parts) + "\n"


def pool_text(draw):
    policy = draw["policy"]
    rule = policy["drawBy"]
    late = draw["leftOutAfterFreeze"]
    late_ids = {call["callId"] for call in late}
    calls = sorted(draw["eligible"] + late, key=lambda call: call["callId"])
    out = [call for call in draw["leftOutCalls"] if call["callId"] not in late_ids]
    wanted = policy.get("drawEntropy", "none")
    lines = ["razbor pool 2\n", line("window", draw["windowFrom"], draw["windowTo"])]
    lines += [line("seed", draw["seedSha256"]), line("rule", rule, json.dumps(policy[rule]))]
    if wanted != "none":
        lines.append(line("entropy", wanted))
    for call in calls:
        lines.append(line("call", call["callId"], call["sellerId"], call["source"], call["externalId"]))
    for call in sorted(out, key=lambda call: call["callId"]):
        lines.append(line("out", call["callId"], call["reason"]))
    return "".join(lines)


def entropy_bytes(entropy):
    if entropy["kind"] == "none":
        return b""
    if entropy["kind"] == "beacon":
        return sha256(bytes.fromhex(entropy["signature"]))
    taps = sorted(entropy["taps"], key=lambda tap: tap["sellerId"])
    lines = [line("tap", tap["sellerId"], tap["choice"], tap["at"]) for tap in taps]
    return sha256(("razbor taps 2\n" + "".join(lines)).encode())


def key_of(draw):
    if draw["version"] == 1:
        return bytes.fromhex(draw["seed"])
    parts = b"razbor draw key 2\n" + bytes.fromhex(draw["seed"]) + bytes.fromhex(draw["poolSha256"])
    return sha256(parts + entropy_bytes(draw["entropy"]))


def beacon_problems(entropy, frozen, drawn):
    chain = entropy["chain"]
    named = "" if chain["beaconId"] == "default" else chain["beaconId"]
    data = chain["periodS"].to_bytes(4, "big") + chain["genesisS"].to_bytes(8, "big")
    data += bytes.fromhex(chain["publicKey"]) + bytes.fromhex(chain["groupHash"]) + named.encode()
    if sha256(data).hex() != chain["hash"]:
        yield "the chain of the beacon does not have its hash"
    at = lambda number: (chain["genesisS"] + (number - 1) * chain["periodS"]) * 1000
    number = entropy["round"]
    if not at(number) > frozen or (number > 1 and at(number - 1) > frozen):
        yield "the round is not the first after the freeze"
    if drawn < at(number):
        yield "drawn before its round"
    if sha256(bytes.fromhex(entropy["signature"])).hex() != entropy["randomness"]:
        yield "the randomness is no hash of the signature"


def entropy_problems(draw):
    entropy, policy = draw["entropy"], draw["policy"]
    frozen, drawn = millis(draw["frozenAt"]), millis(draw["drawnAt"])
    pool = draw["eligible"] + draw["leftOutAfterFreeze"]
    wanted = entropy.get("wanted", entropy["kind"])
    if wanted != policy.get("drawEntropy", "none"):
        yield "the entropy is of another rule"
    if entropy["kind"] == "none" and wanted != "none" and pool and drawn < frozen + 60 * MINUTE_MS:
        yield "the draw did not wait an hour"
    if entropy["kind"] == "beacon":
        yield from beacon_problems(entropy, frozen, drawn)
    if entropy["kind"] == "people":
        taps = entropy["taps"]
        sellers = [tap["sellerId"] for tap in taps]
        if not taps or len(set(sellers)) != len(sellers):
            yield "there is no tap, or a seller tapped twice"
        if not set(sellers) <= {call["sellerId"] for call in pool}:
            yield "somebody tapped who had no call in the pool"
        if any(not frozen <= millis(tap["at"]) <= drawn for tap in taps):
            yield "a tap is not from between freeze and draw"
        if drawn < frozen + 10 * MINUTE_MS:
            yield "the draw did not wait ten minutes"


def level_and_remainder(policy, counts):
    if policy["drawBy"] == "perSeller":
        return policy["perSeller"], 0
    eligible = sum(counts.values())
    if policy["drawBy"] == "total":
        number = policy["total"]
    else:
        # Exact: the percentage has at most two decimals.
        exact = Fraction(str(policy["percent"])) * eligible / 100
        number = -(-exact.numerator // exact.denominator)
    left, still_open = min(number, eligible), len(counts)
    for has in sorted(counts.values()):
        level = left // still_open
        if has > level:
            return level, left - level * still_open
        left -= has
        still_open -= 1
    return max(counts.values(), default=0), 0


def lots(draw, tickets):
    calls = {}
    for call in draw["eligible"]:
        calls.setdefault(call["sellerId"], []).append((tickets[call["callId"]], call["callId"]))
    for own in calls.values():
        own.sort()
    level, remainder = level_and_remainder(draw["policy"], {who: len(own) for who, own in calls.items()})
    before = {seller["sellerId"]: seller["drawnThisMonth"] for seller in draw["sellers"]}
    above = [who for who, own in calls.items() if len(own) > level]
    above.sort(key=lambda who: (before[who], calls[who][level][0]))
    gives = {who: min(len(own), level) for who, own in calls.items()}
    for who in above[:remainder]:
        gives[who] += 1
    drawn = sorted(one for who, count in gives.items() for one in calls[who][:count])
    return gives, [call_id for _, call_id in drawn]


def replaced_problems(draw, tickets):
    seller_of = {call["callId"]: call["sellerId"] for call in draw["eligible"]}
    for one in draw["replaced"]:
        if one["at"] is None:
            continue
        used = set(draw["drawn"]) | {skipped["callId"] for skipped in one["skipped"] or []}
        used |= {other["to"] for other in draw["replaced"] if other["at"] and other["at"] <= one["at"]}
        own = [call for call, who in seller_of.items() if who == seller_of[one["from"]]]
        if one["to"] is not None and one["to"] not in own:
            yield f"call {one['to']} is not of the seller of {one['from']}"
        limit = tickets[one["to"]] if one["to"] is not None else "g"
        for call in own:
            if call not in used and call != one["to"] and tickets[call] < limit:
                yield f"call {call} should have taken the place of {one['from']}"


def record_text(draw):
    names = ["version", "windowFrom", "windowTo", "committedAt", "frozenAt", "drawnAt", "seedSha256"]
    names += ["seed", "poolSha256", "entropy", "previousSha256", "drawn"]
    record = {name: draw[name] for name in names}
    late = sorted(draw["leftOutAfterFreeze"], key=lambda call: call["callId"])
    record["leftOutAfterFreeze"] = [{"callId": c["callId"], "reason": c["reason"]} for c in late]
    counts = ["sellerId", "eligible", "drawn", "drawnThisMonth"]
    sellers = sorted(draw["sellers"], key=lambda seller: seller["sellerId"])
    record["sellers"] = [{name: seller[name] for name in counts} for seller in sellers]
    # All keys are ASCII, so that their order by code point is that by UTF-16 unit.
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def problems(draw):
    if sha256(bytes.fromhex(draw["seed"])).hex() != draw["seedSha256"]:
        yield "the seed does not have its SHA-256"
    if draw["version"] == 2:
        if sha256(pool_text(draw).encode()).hex() != draw["poolSha256"]:
            yield "the pool does not have its SHA-256"
        yield from entropy_problems(draw)
    key = key_of(draw)
    tickets = {}
    for call in draw["eligible"]:
        message = f"{call['source']}\n{call['externalId']}".encode()
        tickets[call["callId"]] = hmac.new(key, message, hashlib.sha256).hexdigest()
        if tickets[call["callId"]] != call["ticket"]:
            yield f"the ticket of call {call['callId']} is another one"
    gives, drawn = lots(draw, tickets)
    if drawn != draw["drawn"]:
        yield f"the drawn calls are {drawn}, not {draw['drawn']}"
    if gives != {seller["sellerId"]: seller["drawn"] for seller in draw["sellers"]}:
        yield "the sellers give other numbers of calls"
    yield from replaced_problems(draw, tickets)
    if draw["version"] == 2 and sha256(record_text(draw).encode()).hex() != draw["recordSha256"]:
        yield "the record does not have its SHA-256"


found = list(problems(json.load(sys.stdin)))
print("\n".join(found) or "holds")
sys.exit(1 if found else 0)
