def load(path, limit):
    rows = []
    with open(path) as source:
        for number, line in enumerate(source):
            if number >= limit:
                break
            rows.append([cell.strip() for cell in line.split(",")])
    return rows


def store(path, rows):
    with open(path, "w") as target:
        for row in rows:
            if not row:
                continue
            target.write(",".join(str(cell) for cell in row))
            target.write("\n")
    return len(rows)
