using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>
/// A case is a folder of steps: <c>1.request.http</c> beside <c>1.answer.http</c>, and so on. Each starts with a line (method and path, or
/// the status code), goes on with headers, an empty line and the body. <c>NAMESPACE</c> stands for a namespace made for the case,
/// <c>"&lt;any&gt;"</c> in an answer for any value that is there, and a property <c>"...": ""</c> for others that do not matter.
/// </summary>
internal sealed record GoldenMessage(string Start, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public static GoldenMessage Read(string path, string space)
    {
        var text = File.ReadAllText(path).Replace("NAMESPACE", space, StringComparison.Ordinal);
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (split < 0 ? text : text[..split]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var headers = head.Skip(1).Select(line => line.Split(':', 2)).Select(parts => (parts[0].Trim(), parts[1].Trim())).ToArray();
        return new GoldenMessage(head[0].Trim(), headers, split < 0 ? "" : text[(split + 2)..].TrimEnd('\n'));
    }

    public HttpRequestMessage ToRequest()
    {
        var words = Start.Split(' ', 2);
        var request = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        if (Body.Length > 0)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    public int Code => int.Parse(Start, CultureInfo.InvariantCulture);
}

internal static class GoldenJson
{
    /// <summary>The first place where an answer is not as expected, or null.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        if (expected is JsonValue any && any.GetValueKind() == System.Text.Json.JsonValueKind.String && (string)any! == "<any>")
            return actual is null ? $"{path}: missing" : null;
        switch (expected, actual)
        {
            case (JsonObject wanted, JsonObject given):
                var open = wanted.ContainsKey("...");
                foreach (var name in wanted.Select(p => p.Key).Where(name => name != "..."))
                {
                    if (!given.ContainsKey(name))
                        return $"{path}.{name}: missing";
                    if (Difference(wanted[name], given[name], $"{path}.{name}") is { } inner)
                        return inner;
                }
                // Who owns which field is a matter of the cases that say so.
                return open ? null : given.Select(p => p.Key).Where(name => name != "managedFields" && !wanted.ContainsKey(name)).Select(name => $"{path}.{name}: not expected").FirstOrDefault();
            case (JsonArray wanted, JsonArray given):
                if (wanted.Count != given.Count)
                    return $"{path}: {given.Count} items instead of {wanted.Count}";
                return wanted.Select((item, i) => Difference(item, given[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: {actual?.ToJsonString() ?? "null"} instead of {expected?.ToJsonString() ?? "null"}";
        }
    }
}
