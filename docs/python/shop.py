"""A shop in a minute, with Crossing Minds' own client: pip install xminds

python3 docs/python/shop.py data/access.json      (while ./tastelake up runs on ./data)
"""
import json
import sys
import time

from xminds.api.client import CrossingMindsApiClient
from xminds.api.exceptions import XMindsError

access = json.load(open(sys.argv[1]))
# json, since pickles are refused; an address without a slash at its end
client = CrossingMindsApiClient(serializer="json", host=access["api"])

# 1. a database of your own, whose ids are text; then a token for it
root = client.login_root(access["root"]["email"], access["root"]["password"])
name = f"python-{int(time.time())}"
database = client.create_database(name, "from shop.py", item_id_type="text64", user_id_type="text64")
client.login_refresh_token(root["refresh_token"], db_id=database["id"])
print("database", name)

# 2. what interactions are worth: the client has no call for it, but sends whatever it is given
client.api.put(
    path="databases/current/implicit-to-explicit/",
    data={
        "interaction_types": {"view": {"strength": 1}, "purchase": {"strength": 10}},
        "half_life_days": 30,
        "saturation": 10,
    },
)

# 3. what the shop sells
client.create_item_property("name", "unicode64")
names = {"lamp": "Oak lamp", "sofa": "Grey sofa", "desk": "Tall desk"}
client.create_or_replace_items_bulk([{"item_id": item, "name": name} for item, name in names.items()])

# 4. what people do: many at once, and one with a time and properties
rows = [
    {"user_id": user, "item_id": item, "interaction_type": "purchase"}
    for user in ("ann", "bob", "cid", "dan")
    for item in names
]
client.create_interactions_bulk(rows)
client.create_interaction("eve", "lamp", "purchase", time.time(), {"revenue": 39.9})

# 5. an acknowledged write is in the next read
print("eve did", [row["item_id"] for row in client.list_user_interactions("eve")["interactions"]])

# 6. ratings follow a moment later
while not (ratings := client.list_user_ratings("eve")["user_ratings"]):
    time.sleep(0.1)
print("eve rates", {row["item_id"]: round(row["rating"], 2) for row in ratings})

# 7. train a model now instead of tonight, and ask what else to show
client.trigger_and_wait_background_task("ml_model_retrain")
items = client.get_reco_user_to_items("eve", amt=2, exclude_rated_items=True)["items_id"]
print("eve may like", [names[item] for item in items])

# 8. errors are exceptions that say what is wrong
try:
    client.create_interaction("eve", "lamp", "x" * 65)
except XMindsError as error:
    print("refused:", error)
