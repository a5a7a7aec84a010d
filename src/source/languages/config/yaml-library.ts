/** The parts of the YAML parser that readers use, as a module of their own: only so can the bundle load them on demand. */
export { isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
