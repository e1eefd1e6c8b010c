"""Draw boxes and arrows as SVG that stands in the page: it takes the page's colours and type."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LINE = 15  # from one line of writing to the next, in the picture's own units


@dataclass(frozen=True)
class Box:
    """A box with writing in it.

    Attributes
    ----------
    x, y, width, height : float
        Left, top and size.
    lines : tuple of str
        The first stands out.
    plain : bool
        With a broken line around it: text and data, not code.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    plain: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Where its diagonals cross."""
        return self.x + self.width / 2, self.y + self.height / 2

    def edge_towards(self, x: float, y: float) -> tuple[float, float]:
        """Find where a line from the middle leaves the box.

        Parameters
        ----------
        x, y : float
            Where the line goes.

        Returns
        -------
        x, y : float

        Examples
        --------
        >>> Box(0, 0, 100, 40, ("a",)).edge_towards(50, 200)
        (50.0, 40.0)
        """
        mx, my = self.middle
        dx, dy = x - mx, y - my
        share = min(
            self.width / 2 / abs(dx) if dx else float("inf"),
            self.height / 2 / abs(dy) if dy else float("inf"),
        )
        return mx + dx * share, my + dy * share


@dataclass(frozen=True)
class Arrow:
    """An arrow from one box to another.

    Attributes
    ----------
    start, end : str
        Names of boxes.
    words : str
        Beside it.
    broken : bool
        A broken line.
    """

    start: str
    end: str
    words: str = ""
    broken: bool = False


def draw(boxes: dict[str, Box], arrows: Sequence[Arrow], title: str, name: str) -> str:
    """Draw boxes and arrows.

    Parameters
    ----------
    boxes : dict of str to Box
    arrows : sequence of Arrow
    title : str
        What the picture shows, for those who do not see it.
    name : str
        A short one, of which the page has no other.

    Returns
    -------
    str
        SVG, in one block of HTML.
    """
    width = max(box.x + box.width for box in boxes.values()) + 2
    height = max(box.y + box.height for box in boxes.values()) + 2
    parts = [
        f'<svg class="diagram" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{title}"'
        f' style="max-width: {width * 1.25:g}px">',
        f'<defs><marker id="{name}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
        'markerHeight="8" orient="auto-start-reverse"><path d="M0 1 9 5 0 9z" class="tip"/>'
        "</marker></defs>",
        *(draw_arrow(arrow, boxes, name) for arrow in arrows),
        *map(draw_box, boxes.values()),
        "</svg>",
    ]
    return "\n".join(parts)


def draw_box(box: Box) -> str:
    """Draw one box.

    Parameters
    ----------
    box : Box

    Returns
    -------
    str
        SVG.
    """
    middle, top = box.middle[0], box.middle[1] - (len(box.lines) - 1) * LINE / 2 + 4.5
    texts = [
        f'<text x="{middle:g}" y="{top + n * LINE:g}"{" class=name" if n == 0 else ""}>'
        f"{escape(line)}</text>"
        for n, line in enumerate(box.lines)
    ]
    kind = "plain box" if box.plain else "box"
    return (
        f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="6"/>' + "".join(texts)
    )


def draw_arrow(arrow: Arrow, boxes: dict[str, Box], name: str) -> str:
    """Draw one arrow, from edge to edge.

    Parameters
    ----------
    arrow : Arrow
    boxes : dict of str to Box
    name : str
        Of the picture.

    Returns
    -------
    str
        SVG.
    """
    start, end = boxes[arrow.start], boxes[arrow.end]
    # Straight down or across, where the boxes stand so.
    (ax, ay), (bx, by) = start.middle, end.middle
    if max(start.x, end.x) < min(start.x + start.width, end.x + end.width):
        low, high = max(start.x, end.x), min(start.x + start.width, end.x + end.width)
        ax = bx = (low + high) / 2
        down = by > ay
        ay = start.y + start.height if down else start.y
        by = end.y if down else end.y + end.height
    else:
        (ax, ay), (bx, by) = start.edge_towards(bx, by), end.edge_towards(ax, ay)
    kind = "broken arrow" if arrow.broken else "arrow"
    line = (
        f'<line class="{kind}" x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}" '
        f'marker-end="url(#{name}-tip)"/>'
    )
    if arrow.words:
        line += (
            f'<text class="word" x="{(ax + bx) / 2 + 5:.1f}" y="{(ay + by) / 2 + 4:.1f}">'
            f"{escape(arrow.words)}</text>"
        )
    return line


def show_image(image, alt: str, width: int) -> str:
    """Show an array as a picture that is part of the page.

    Parameters
    ----------
    image : ndarray of uint8
        Gray or RGB.
    alt : str
        What it shows.
    width : int
        In pixels, on the page.

    Returns
    -------
    str
        HTML.
    """
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "PNG", optimize=True)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    source = f"data:image/png;base64,{data}"
    return f'<img class="stage" src="{source}" width="{width}" alt="{escape(alt)}">'
