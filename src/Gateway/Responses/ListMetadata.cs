using System.Globalization;
using System.Text.Json;

namespace Krewe.Gateway.Responses;

/// <summary>Metadata of a list.</summary>
/// <param name="Revision">The revision that the list shows.</param>
internal sealed record ListMetadata(long Revision)
{
    /// <summary>Token to fetch what follows, or null where nothing does.</summary>
    public string? Continue { get; init; }

    /// <summary>How many objects follow, where that is known.</summary>
    public long? RemainingItemCount { get; init; }

    /// <summary>True for the bookmark that ends the initial events of a watch.</summary>
    public bool EndsInitialEvents { get; init; }

    /// <summary>Writes the property <c>metadata</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("resourceVersion"u8, Revision.ToString(CultureInfo.InvariantCulture));
        if (Continue is not null)
            json.WriteString("continue"u8, Continue);
        if (RemainingItemCount is { } remaining)
            json.WriteNumber("remainingItemCount"u8, remaining);
        if (EndsInitialEvents)
        {
            json.WriteStartObject("annotations"u8);
            json.WriteString("k8s.io/initial-events-end"u8, "true"u8);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
