import type { RequestHandler } from 'express';
import { answer } from './answer.js';
import { HttpProblem, Problems } from './problems.js';

const ALLOW = ['Allow', 'GET, HEAD, OPTIONS'];

/** A path that can only be read, whoever serves it: `router.all('/openapi.json', onlyGet((req, res) => …))`. */
export function onlyGet<Params>(handler: RequestHandler<Params>): RequestHandler<Params> {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return handler(req, res, next);
    if (req.method !== 'OPTIONS') throw new HttpProblem(Problems.wrongMethod, { headers: ALLOW });
    return answer(res, 204, ALLOW, null);
  };
}
