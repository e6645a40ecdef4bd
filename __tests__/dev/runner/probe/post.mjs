import { probe } from './probe.mjs';

probe('post');
