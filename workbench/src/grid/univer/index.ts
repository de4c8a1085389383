export { createUniverGrid, type GridOptions, type UniverGrid } from './univer-grid';
