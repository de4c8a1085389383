/** The grid of the host's own tests keeps what every grid must. */
import { MemoryGrid } from '../../workbench/src/grid/memory-grid';
import { gridContract, observe } from './grid-contract';

gridContract((name) => observe(name, new MemoryGrid()));
