// Remembers a drawing as strokes and paints it at any size. Knows nothing of pens, pages or servers.

export const WIDTH = 640;
export const HEIGHT = 480;

/** Make an empty drawing of WIDTH by HEIGHT units. */
export function createDrawing() {
  let strokes = [];
  let past = [];
  let future = [];

  const remember = () => {
    past.push(strokes);
    future = [];
  };

  return {
    /** Put the pen down; the stroke grows until the next one begins. */
    begin(x, y, width, erases) {
      remember();
      strokes = [...strokes, { width, erases, points: [[x, y]] }];
    },
    extend(x, y) {
      strokes.at(-1)?.points.push([x, y]);
    },
    clear() {
      remember();
      strokes = [];
    },
    undo() {
      if (!past.length) return;
      future.push(strokes);
      strokes = past.pop();
    },
    redo() {
      if (!future.length) return;
      past.push(strokes);
      strokes = future.pop();
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    get isEmpty() {
      return !strokes.some((stroke) => !stroke.erases);
    },
    /** Paint the ink on what is transparent: an eraser takes ink away and leaves the paper alone. */
    paint(context, ink) {
      const scale = context.canvas.width / WIDTH;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, WIDTH, HEIGHT);
      context.lineCap = context.lineJoin = "round";
      context.strokeStyle = ink;
      for (const stroke of strokes) {
        context.globalCompositeOperation = stroke.erases ? "destination-out" : "source-over";
        context.lineWidth = stroke.width;
        context.stroke(pathOf(stroke.points));
      }
      context.globalCompositeOperation = "source-over";
    },
  };
}

function pathOf(points) {
  const path = new Path2D();
  path.moveTo(...points[0]);
  // Curves through the middles of the pieces: a quick hand leaves few points, and no corners.
  for (let i = 1; i < points.length; i += 1) {
    const [fromX, fromY] = points[i - 1];
    const [x, y] = points[i];
    path.quadraticCurveTo(fromX, fromY, (fromX + x) / 2, (fromY + y) / 2);
  }
  path.lineTo(...points.at(-1));
  return path;
}
