import { describe, expect, test } from '@jest/globals';
import { mayHang } from '../../src/github/mounts.ts';

const ROOT = '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw';
const mount = (point: string, type: string) =>
  `90 22 0:52 / ${point} rw,nosuid shared:7 master:2 - ${type} host:/x rw`;

describe('a look into a folder', () => {
  test.each([
    { what: 'on the disk', mounts: [], hangs: false },
    { what: 'that a server provides', mounts: [mount('/home', 'nfs4')], hangs: true },
    { what: 'that is itself a mount of a server', mounts: [mount('/home/my\\040work', 'cifs')], hangs: true },
    {
      what: 'with a mount of a server below it',
      mounts: [mount('/home/my\\040work/a', 'fuse.sshfs')],
      hangs: true,
    },
    { what: 'beside a mount of a server', mounts: [mount('/home/my\\040work2', 'nfs')], hangs: false },
    {
      what: 'with a mount of the system below it',
      mounts: [mount('/home/my\\040work/a', 'tmpfs')],
      hangs: false,
    },
    { what: 'in a rootless container', mounts: [mount('/', 'fuse.fuse-overlayfs')], hangs: false },
    {
      what: 'on a disk below a server',
      mounts: [mount('/home', 'nfs'), mount('/home/my\\040work', 'ext4')],
      hangs: false,
    },
    {
      what: 'on a disk that a later mount hides',
      mounts: [mount('/home', 'ext4'), mount('/home', 'nfs')],
      hangs: true,
    },
  ])('$what may hang: $hangs', ({ mounts, hangs }) => {
    expect(mayHang([ROOT, ...mounts, ''].join('\n'), '/home/my work')).toBe(hangs);
  });

  test('is assumed to end where the system tells no mounts', () => {
    expect(mayHang('', '/home')).toBe(false);
  });
});
