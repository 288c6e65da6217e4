"""The tags of a PDF, read from its structure tree."""


def kinds_in(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from kinds_in(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from kinds_in(node["/K"])
