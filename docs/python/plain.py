"""The API with nothing but Python: python3 docs/python/plain.py data/access.json"""
import json
import sys
import time
import urllib.request

access = json.load(open(sys.argv[1]))
token = None


def ask(method, path, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(access["api"] + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


root = access["root"]
token = ask("POST", "/login/root/", root)["token"]
types = {"user_id_type": "text64", "item_id_type": "text64"}
database = ask("POST", "/databases/", {"name": f"plain-{time.time_ns()}", **types})["id"]
token = ask("POST", "/login/root/", {**root, "db_id": database})["token"]
parameters = {"interaction_types": {"purchase": {"strength": 10}}, "half_life_days": 30, "saturation": 10}
ask("PUT", "/databases/current/implicit-to-explicit/", parameters)

ask("POST", "/users/eve/interactions/lamp/", {"interaction_type": "purchase"})
did = [row["item_id"] for row in ask("GET", "/users/eve/interactions-bulk/")["interactions"]]
while not (ratings := ask("GET", "/users/eve/ratings/")["user_ratings"]):
    time.sleep(0.1)
print(f"eve did {did}, rates it {ratings[0]['rating']:.2f}")
