namespace Krewe.Fuzz.Requests;

/// <summary>Values that programs stumble over.</summary>
internal static class Nasty
{
    private static readonly string[] TextValues =
    [
        "", " ", "a", "o-1", "default", ".", "..", "-", "_", "/", "\\", "%", "%00", "%2F", "%2e%2e", "%ff", "é", "😀", "\u0001", "\"", "'", "{", "}", "[", "]", "null", "true", "false",
        "0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "1e400", "NaN", "Infinity", "0x10", "1.5", "00", "+1",
        "a=b", "a==b", "a!=b", "a in (b,c)", "a notin (", "!a", "a,b", ",", "=", "!=", "a=b=c", "a in ()", "metadata.name=o-1", "spec.nodeName=", "status.phase!=Running", "x.y=z", "metadata.name=\\",
        "1Gi", "500m", "-1Mi", "1e3", "1EiEi", "50%", "-5%", "101%", "99999999999999999999Ei", "0.0000000001", "2006-01-02T15:04:05Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.999999999+23:59",
        "kube-system", "system:masters", "All", "Foreground", "Orphan", "Background", "Strict", "Warn", "Ignore", "Exact", "NotOlderThan", "$patch", "replace", "$retainKeys",
        "AAAA", "////", "MSBhL2I", "LTEgYS9i", "30s", "1h", "-1s", "1ns", "99999999h", "v1", "v1beta1", "apps/v1", "Table", "*/*", "*",
    ];

    /// <summary>A text, sometimes a very long one.</summary>
    public static string Text(Random random) => random.Next(200) switch
    {
        0 => new string('a', random.Next(1, 20_000)),
        1 => string.Concat(Enumerable.Repeat(TextValues[random.Next(TextValues.Length)], random.Next(1, 500))),
        _ => TextValues[random.Next(TextValues.Length)],
    };

    /// <summary>A text as it may stand in a URL; mostly escaped as it must be.</summary>
    public static string Escaped(Random random)
    {
        var text = Text(random);
        if (random.Next(8) > 0)
            return Uri.EscapeDataString(text);
        // What ends a line or a target would make another request of it.
        return new string([.. text.Where(c => c is > ' ' and < '\x7f')]);
    }

    /// <summary>JSON of any kind, nested sometimes.</summary>
    public static string Json(Random random, int depth = 0) => random.Next(depth > 4 ? 7 : 12) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next(-2, 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => ((string[])["1e309", "-0", "1.5", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1E-400", "123456789012345678901234567890"])[random.Next(8)],
        4 => "{}",
        5 => "[]",
        6 or 7 => System.Text.Json.JsonSerializer.Serialize(Text(random)),
        8 or 9 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct().Select(name => $"{System.Text.Json.JsonSerializer.Serialize(name)}:{Json(random, depth + 1)}"))}}}",
    };
}
