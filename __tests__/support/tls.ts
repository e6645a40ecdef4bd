/** Self-signed for 127.0.0.1, localhost and intake.test, valid for a hundred years, used nowhere else. */
export const tls = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+Pr6L2pJVZqo5FF/
aBeOvSoxBf4swU/jyOsPdaG2x1ShRANCAASlrbe/ehVO847NbpxjheJbkvWexy40
l+eryGogiVms5YC7d30tiEobLtUlBRiKl8f5QZM+D280TfPoh2sGYUUn
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBoTCCAUigAwIBAgIUXowTAk7rfPNtcHiW0U5xAeo5qlowCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGaW50YWtlMCAXDTI2MTEyNDA1MDUyN1oYDzIxMjYxMDMxMDUw
NTI3WjARMQ8wDQYDVQQDDAZpbnRha2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AASlrbe/ehVO847NbpxjheJbkvWexy40l+eryGogiVms5YC7d30tiEobLtUlBRiK
l8f5QZM+D280TfPoh2sGYUUno3wwejAdBgNVHQ4EFgQUG2WHf5KUrnCKrmSfnyNX
i6RuctcwHwYDVR0jBBgwFoAUG2WHf5KUrnCKrmSfnyNXi6RuctcwDwYDVR0TAQH/
BAUwAwEB/zAnBgNVHREEIDAehwR/AAABgglsb2NhbGhvc3SCC2ludGFrZS50ZXN0
MAoGCCqGSM49BAMCA0cAMEQCIHfGKw5m/xogTpdbAEtRpiqgzH31w5mSgjLhGLjM
xWpOAiAJC9LCnz8oyOEKqnjf9bggvnFojegjlc2U4uyl2D3nYA==
-----END CERTIFICATE-----`,
};
