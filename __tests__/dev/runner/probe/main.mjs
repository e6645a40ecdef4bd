import { probe } from './probe.mjs';

probe('main');
