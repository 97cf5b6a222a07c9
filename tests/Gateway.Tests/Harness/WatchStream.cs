using System.Text.Json.Nodes;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>The events of a watch as they come.</summary>
internal sealed class WatchStream(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<JsonNode?> NextAsync()
    {
        var line = await lines.ReadLineAsync().WaitAsync(Patience);
        return line is null ? null : JsonNode.Parse(line);
    }

    /// <summary>The next event that is no bookmark.</summary>
    public async Task<JsonNode?> NextChangeAsync()
    {
        JsonNode? next;
        do
            next = await NextAsync();
        while (next is not null && (string)next["type"]! == "BOOKMARK");
        return next;
    }

    /// <summary>The next changes as TYPE name.</summary>
    public async Task<IReadOnlyList<string>> NextChangesAsync(int count)
    {
        var changes = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var change = (await NextChangeAsync()).ShouldNotBeNull();
            changes.Add($"{change["type"]} {change["object"]!["metadata"]!["name"]}");
        }
        return changes;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
