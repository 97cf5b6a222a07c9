namespace Krewe.Model.Names;

/// <summary>
/// What names may look like, and what Kubernetes says when they do not. Every method is a <see cref="NameRule"/>.
/// </summary>
public static class NameRules
{
    private const string Label1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedPart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    /// <summary>A DNS label (RFC 1123): up to 63 of <c>a-z 0-9 -</c>, such as a namespace's or a container's name.</summary>
    public static IReadOnlyList<string> DnsLabel(string name)
    {
        var errors = MaxLength(name, 63);
        if (NameText.IsDnsLabel(name))
            return errors;
        return NameText.IsDnsSubdomain(name)
            ? [.. errors, "must not contain dots"]
            : [.. errors, Pattern("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", Label1123, "my-name", "123-abc")];
    }

    /// <summary>A DNS subdomain (RFC 1123): up to 253 characters, labels joined by dots; most kinds' names.</summary>
    public static IReadOnlyList<string> DnsSubdomain(string name)
    {
        var errors = MaxLength(name, 253);
        return NameText.IsDnsSubdomain(name)
            ? errors
            : [.. errors, Pattern("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", $@"{Label1123}(\.{Label1123})*", "example.com")];
    }

    /// <summary>A DNS label (RFC 1035), which starts with a letter: a service's name.</summary>
    public static IReadOnlyList<string> Dns1035Label(string name)
    {
        var errors = MaxLength(name, 63);
        return name is [>= 'a' and <= 'z', ..] && NameText.IsDnsLabel(name)
            ? errors
            : [.. errors, Pattern("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character", Label1035, "my-name", "abc-123")];
    }

    /// <summary>A qualified name: a key of a label or an annotation, a finalizer, a resource; <c>example.com/MyName</c>, prefix optional.</summary>
    public static IReadOnlyList<string> QualifiedName(string name)
    {
        const string Message = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
        List<string> errors = [];
        var part = name;
        if (name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
        {
            part = name[(slash + 1)..];
            if (part.Contains('/', StringComparison.Ordinal))
                return ["a valid label key " + Pattern(Message, QualifiedPart, "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
            if (slash == 0)
                errors.Add("prefix part must be non-empty");
            else
                errors.AddRange(DnsSubdomain(name[..slash]).Select(e => "prefix part " + e));
        }
        if (part.Length == 0)
            errors.Add("name part must be non-empty");
        else if (part.Length > 63)
            errors.Add("name part must be no more than 63 characters");
        if (!NameText.IsQualifiedPart(part))
            errors.Add("name part " + Pattern(Message, QualifiedPart, "MyName", "my.name", "123-abc"));
        return errors;
    }

    /// <summary>The value of a label: empty, or up to 63 of <c>A-Z a-z 0-9 - _ .</c></summary>
    public static IReadOnlyList<string> LabelValue(string value)
    {
        var errors = MaxLength(value, 63);
        return value.Length == 0 || NameText.IsQualifiedPart(value)
            ? errors
            : [.. errors, Pattern("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", $"({QualifiedPart})?", "MyValue", "my_value", "12345")];
    }

    /// <summary>The name of an environment variable: printable ASCII without <c>=</c>.</summary>
    public static IReadOnlyList<string> EnvironmentVariable(string name)
    {
        if (name.Length == 0)
            return ["environment variable name must be non-empty"];
        return name.AsSpan().ContainsAnyExceptInRange(' ', '~') || name.Contains('=', StringComparison.Ordinal)
            ? ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
            : [];
    }

    /// <summary>A key of a ConfigMap or Secret, which can become a file's name.</summary>
    public static IReadOnlyList<string> ConfigKey(string key)
    {
        var errors = MaxLength(key, 253);
        if (!NameText.IsConfigKey(key))
            errors = [.. errors, Pattern("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name")];
        return key switch
        {
            "." => [.. errors, "must not be '.'"],
            ".." => [.. errors, "must not be '..'"],
            _ when key.StartsWith("..", StringComparison.Ordinal) => [.. errors, "must not start with '..'"],
            _ => errors,
        };
    }

    /// <summary>The name of a port (IANA service name): up to 15 of <c>a-z 0-9 -</c> with a letter.</summary>
    public static IReadOnlyList<string> PortName(string name)
    {
        List<string> errors = [.. MaxLength(name, 15)];
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameText.LowerAlphanumericsAndDash))
            errors.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        if (!name.AsSpan().ContainsAnyInRange('a', 'z'))
            errors.Add("must contain at least one letter (a-z)");
        if (name.Contains("--", StringComparison.Ordinal))
            errors.Add("must not contain consecutive hyphens");
        if (name is ['-', ..] or [.., '-'])
            errors.Add("must not begin or end with a hyphen");
        return errors;
    }

    /// <summary>The name of an HTTP header.</summary>
    public static IReadOnlyList<string> HttpHeader(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? []
            : [Pattern("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")];

    /// <summary>A percentage, <c>25%</c>.</summary>
    public static IReadOnlyList<string> Percent(string text) =>
        text is [_, .., '%'] && !text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9')
            ? []
            : [Pattern("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>The rule for a prefix that a generated name starts with: a dash at its end is fine, since characters follow.</summary>
    public static NameRule AsPrefix(NameRule rule) => prefix => rule(prefix is [_, .., '-'] ? prefix[..^1] + "a" : prefix);

    /// <summary>Says that a number must be within bounds.</summary>
    public static string Range(long low, long high) => FormattableString.Invariant($"must be between {low} and {high}, inclusive");

    /// <summary>A port number: 1 to 65535.</summary>
    public static IReadOnlyList<string> PortNumber(int port) => port is >= 1 and <= 65535 ? [] : [Range(1, 65535)];

    private static IReadOnlyList<string> MaxLength(string text, int length) =>
        text.Length > length ? [FormattableString.Invariant($"must be no more than {length} characters")] : [];

    private static string Pattern(string message, string pattern, params ReadOnlySpan<string> examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.ToArray().Select(e => $"'{e}', "))}regex used for validation is '{pattern}')";
}
