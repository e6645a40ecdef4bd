import { probe } from './probe.mjs';

probe('pre');
