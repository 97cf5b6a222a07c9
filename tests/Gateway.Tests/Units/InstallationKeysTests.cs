using Krewe.Gateway.Certificates;

namespace Krewe.Gateway.Tests.Units;

public sealed class InstallationKeysTests
{
    [Fact]
    public void Pods_get_the_authority_with_its_last_line_ended()
    {
        var data = Directory.CreateTempSubdirectory("krewe-keys-");
        try
        {
            var options = new GatewayOptions { DataDirectory = data.FullName };
            var pem = InstallationKeys.AuthorityPem(options, TimeProvider.System);
            pem.ShouldStartWith("-----BEGIN CERTIFICATE-----\n");
            pem.ShouldEndWith("\n-----END CERTIFICATE-----\n");
            InstallationKeys.AuthorityPem(options, TimeProvider.System).ShouldBe(pem, "it is made once");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
