"""Stands in for the vendor's client, which cannot be had where tests run: what docs/python/shop.py
uses of it, with the requests that the client sends, by Python's own library."""
import json
import time
import urllib.error
import urllib.parse
import urllib.request

from .exceptions import XMindsError


class _Requests:
    def __init__(self, host):
        self.host = host
        self.headers = {"Content-type": "application/json", "Accept": "application/json"}

    def get(self, path, params=None):
        return self._send("GET", path + ("?" + urllib.parse.urlencode(params) if params else ""))

    def put(self, path, data):
        return self._send("PUT", path, data)

    def post(self, path, data):
        return self._send("POST", path, data)

    def _send(self, method, path, data=None):
        body = json.dumps(data).encode() if data else None
        request = urllib.request.Request(
            f"{self.host}/v1/{path}", data=body, headers=self.headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = response.read()
        except urllib.error.HTTPError as refused:
            raise XMindsError(json.load(refused)) from None
        return json.loads(answer) if answer else None


class CrossingMindsApiClient:
    def __init__(self, serializer, host):
        if serializer != "json":
            raise ValueError(serializer)
        self.api = _Requests(host)

    def _login(self, path, data):
        answer = self.api.post(path, data)
        self.api.headers["Authorization"] = "Bearer " + answer["token"]
        return answer

    def login_root(self, email, password):
        return self._login("login/root/", {"email": email, "password": password})

    def login_refresh_token(self, refresh_token, db_id):
        return self._login("login/refresh-token/", {"refresh_token": refresh_token, "db_id": db_id})

    def create_database(self, name, description, **id_types):
        return self.api.post("databases/", {"name": name, "description": description, **id_types})

    def create_item_property(self, property_name, value_type):
        data = {"property_name": property_name, "value_type": value_type, "repeated": False}
        self.api.post("items-properties/", data)

    def create_or_replace_items_bulk(self, items):
        self.api.put("items-bulk/properties/", {"items": items, "items_m2m": []})

    def create_interactions_bulk(self, interactions):
        self.api.post("interactions-bulk/", {"interactions": interactions})

    def create_interaction(self, user, item, interaction_type, timestamp=None, properties=None):
        data = {"interaction_type": interaction_type, "timestamp": timestamp, "properties": properties}
        given = {name: value for name, value in data.items() if value is not None}
        self.api.post(f"users/{user}/interactions/{item}/", given)

    def list_user_interactions(self, user):
        return self.api.get(f"users/{user}/interactions-bulk/")

    def list_user_ratings(self, user):
        return self.api.get(f"users/{user}/ratings/")

    def get_reco_user_to_items(self, user, **params):
        return self.api.get(f"recommendation/users/{user}/items/", params)

    def trigger_and_wait_background_task(self, task):
        wanted = self.api.post(f"tasks/{task}/", {})["task_id"]
        while True:
            for each in self.api.get(f"tasks/{task}/recents/")["tasks"]:
                if each["task_id"] == wanted and each["status"] not in ("REQUEST_SENT", "RUNNING"):
                    if each["status"] != "COMPLETED":
                        raise RuntimeError(each)
                    return
            time.sleep(1)
