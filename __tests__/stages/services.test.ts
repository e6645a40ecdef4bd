/** The list of services, and what is read of it. */
import { describe, expect, test } from '@jest/globals';
import { type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const annotations = ({ annotations }: CaseResult) => annotations;

describe('services', () => {
  test('an empty array deploys nothing: no key is needed, and one line says so', async () => {
    const { read, outputs } = await deploy({ service: '[]', 'api-key': '' });
    expect(outputs).toEqual({
      'started-at': '2026-06-01T12:00:00Z',
      'deployment-id': '',
      'deployment-ids': '{}',
    });
    expect(read).toMatchInlineSnapshot(`
[main]
No deployment event: the list of services is empty.
[post]
notice: No deployment event: the list of services is empty.
summary: No deployment event: the list of services is empty.
`);
  });

  test('what is no list of services sends nothing', async () => {
    const texts = ['', ',', '[web]', '{"cart":"true"}', 'a'.repeat(32 * 1024 + 1)];
    const rows = texts.map((service): Row => [service.slice(0, 20) || 'empty', { service }]);
    expect(await table(rows, annotations)).toMatchInlineSnapshot(`
# empty
error: Input "service" is not set. Expected: a service name or several (also in DD_SERVICE). If a later step provides it, move this step below that one: the deployment still starts with the job. Otherwise an output is misspelled, or the event that triggered the workflow has no such field. No deployment event can be sent. The job continues.
# ,
error: Input "service" is invalid: ",". Expected: names of services, not all of them empty, separated by newlines or commas, or as a JSON array of strings. No deployment event can be sent. The job continues.
# [web]
error: Input "service" is invalid: "[web]". Expected: a JSON array of strings, because the value begins with "[". The output "changes" of dorny/paths-filter is one. No deployment event can be sent. The job continues.
# {"cart":"true"}
error: Input "service" is invalid: "{"cart":"true"}". Expected: names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed). No deployment event can be sent. The job continues.
# aaaaaaaaaaaaaaaaaaaa
error: Input "service" is invalid: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…". Expected: a service name or several, separated by newlines or commas, or as a JSON array of strings (also in DD_SERVICE), at most 1000; at most 32 KiB. No deployment event can be sent. The job continues.
`);
  });
});
