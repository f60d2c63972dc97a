import { describe } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";
import { checkImage, type Image, toGrey } from "../../image.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";

/** Width and height of all faces, in pixels. */
export interface FaceSize {
  readonly width: number;
  readonly height: number;
}

/** Faces: pictures of one size, or a matrix with one face in each row, its pixels row by row. */
export type FacesInput = readonly Image[] | MatrixInput;

/** One face: a picture, or its pixels row by row. */
export type FaceInput = Image | ArrayLike<number>;

/** Reads faces as the rows of a matrix; pictures in colour as their brightness. */
export function readFaces(name: string, faces: FacesInput): Matrix<Float64Array> {
  if (!isImages(faces)) {
    const { rows, columns, data } = toMatrix(name, faces);
    checkFinite(name, { rows, columns, data });
    return new Matrix(rows, columns, Float64Array.from(data));
  }
  const [{ width, height }] = faces;
  const data = new Float64Array(faces.length * width * height);
  faces.forEach((face, i) => {
    checkSize(name, face, { width, height });
    data.set(pixelsOf(name, face), i * width * height);
  });
  return new Matrix(faces.length, width * height, data);
}

/** Reads one face as a matrix with one row. */
export function readFace(name: string, face: FaceInput, size: FaceSize): Matrix<Float64Array> {
  if (isImage(face)) {
    checkSize(name, face, size);
    return new Matrix(1, size.width * size.height, pixelsOf(name, face));
  }
  const list: unknown = face;
  if (!(Array.isArray(list) || ArrayBuffer.isView(list))) {
    throw new TypeError(`${name}: expected a picture or its pixels, got ${describe(face)}`);
  }
  const row = new Matrix(1, face.length, Float64Array.from(face));
  checkFinite(name, row);
  return row;
}

export function isImages(faces: FacesInput): faces is readonly Image[] {
  return Array.isArray(faces) && isImage((faces as readonly unknown[])[0]);
}

export function isImage(face: unknown): face is Image {
  return typeof face === "object" && face !== null && "width" in face && "channels" in face;
}

function checkSize(name: string, face: Image, { width, height }: FaceSize): void {
  checkImage(name, face);
  if (face.width === width && face.height === height) return;
  throw new RangeError(
    `${name}: expected faces of ${width} × ${height} pixels, got ${face.width} × ${face.height}`,
  );
}

function pixelsOf(name: string, face: Image): Float64Array<ArrayBuffer> {
  checkImage(name, face);
  const { channels, data } = toGrey(face);
  return Float64Array.from({ length: face.width * face.height }, (_, i) => data[i * channels]);
}
