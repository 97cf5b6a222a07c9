using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of a pod's resolver settings and of the lines it adds to its hosts file.</summary>
internal static class PodDnsRules
{
    private const int MaxNameservers = 3;
    private const int MaxSearches = 32;
    private const int MaxSearchLength = 2048;

    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var config = path.Child("dnsConfig");
        if (spec.DnsPolicy == DnsPolicy.None && spec.DnsConfig is null)
            errors.Required(config, "must provide `dnsConfig` when `dnsPolicy` is None");
        else if (spec.DnsPolicy == DnsPolicy.None && spec.DnsConfig!.Nameservers.Count == 0)
            errors.Required(config.Child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None");
        if (spec.DnsConfig is { } given)
            Validate(given, config, errors);
        for (var i = 0; i < spec.HostAliases.Count; i++)
            Validate(spec.HostAliases[i], path.Child("hostAliases").Index(i), errors);
    }

    private static void Validate(PodDNSConfig config, FieldPath path, FieldErrors errors)
    {
        if (config.Nameservers.Count > MaxNameservers)
        {
            errors.Invalid(
                path.Child("nameservers"),
                config.Nameservers,
                FormattableString.Invariant($"must not have more than {MaxNameservers} nameservers"));
        }
        for (var i = 0; i < config.Nameservers.Count; i++)
            errors.Invalid(path.Child("nameservers").Index(i), config.Nameservers[i], AddressRules.Address(config.Nameservers[i]));
        if (config.Searches.Count > MaxSearches)
        {
            errors.Invalid(
                path.Child("searches"),
                config.Searches,
                FormattableString.Invariant($"must not have more than {MaxSearches} search paths"));
        }
        if (string.Join(' ', config.Searches).Length > MaxSearchLength)
        {
            errors.Invalid(
                path.Child("searches"),
                config.Searches,
                FormattableString.Invariant($"must not have more than {MaxSearchLength} characters (including spaces) in the search list"));
        }
        for (var i = 0; i < config.Searches.Count; i++)
        {
            var search = config.Searches[i].TrimEnd('.');
            if (search.Length > 0)
                errors.Invalid(path.Child("searches").Index(i), config.Searches[i], NameRules.DnsSubdomain(search));
        }
        for (var i = 0; i < config.Options.Count; i++)
        {
            if (string.IsNullOrEmpty(config.Options[i].Name))
                errors.Required(path.Child("options").Index(i), "must not be empty");
        }
    }

    private static void Validate(HostAlias alias, FieldPath path, FieldErrors errors)
    {
        errors.Invalid(path.Child("ip"), alias.Ip ?? "", AddressRules.Address(alias.Ip ?? ""));
        for (var i = 0; i < alias.Hostnames.Count; i++)
            errors.Invalid(path.Child("hostnames").Index(i), alias.Hostnames[i], NameRules.DnsSubdomain(alias.Hostnames[i]));
    }
}
