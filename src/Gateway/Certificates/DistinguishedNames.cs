using System.Security.Cryptography.X509Certificates;

namespace Krewe.Gateway.Certificates;

/// <summary>Names in certificates, as Kubernetes reads them: the common name is the user, organizations are groups.</summary>
internal static class DistinguishedNames
{
    public const string CommonName = "2.5.4.3";
    public const string Organization = "2.5.4.10";

    /// <summary>The name of a user in groups.</summary>
    public static X500DistinguishedName Of(string commonName, params ReadOnlySpan<string> organizations)
    {
        var builder = new X500DistinguishedNameBuilder();
        foreach (var organization in organizations)
            builder.AddOrganizationName(organization);
        builder.AddCommonName(commonName);
        return builder.Build();
    }
}
