/** File systems with a server behind them, which may no longer respond. Rootless containers run on fuse-overlayfs. */
const SERVED = /^(?:nfs\d?|cifs|smb\w*|ceph|afs|9p|fuse(?:\.(?!fuse-overlayfs$).*)?)$/;

/**
 * Whether a look into a folder could wait forever: a server provides the folder, or something below it.
 * @param mounts the text of /proc/self/mountinfo (proc_pid_mountinfo(5)): the fifth field is where a file system is
 * mounted, with a blank as \040; its type follows the field `-`. A later mount hides an earlier one in the same place.
 */
export function mayHang(mounts: string, folder: string): boolean {
  let own = '';
  let isServed = false;
  for (const line of mounts.split('\n')) {
    const [head = '', tail = ''] = line.split(' - ');
    const point = head
      .split(' ')[4]
      ?.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8)));
    const [type = ''] = tail.split(' ');
    if (point === undefined) {
      continue;
    }
    if (SERVED.test(type) && point.startsWith(`${folder}/`)) {
      return true;
    }
    if (point.length >= own.length && `${folder}/`.startsWith(point === '/' ? '/' : `${point}/`)) {
      own = point;
      isServed = SERVED.test(type);
    }
  }
  return isServed;
}
