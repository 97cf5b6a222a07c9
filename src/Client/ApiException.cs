using System.Text.Json;

namespace Krewe.Client;

/// <summary>The server refused. <see cref="Exception.Message"/> is the sentence of its <c>Status</c>.</summary>
public sealed class ApiException : Exception
{
    private ApiException(int code, string reason, string message) : base(message)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>HTTP status code.</summary>
    public int Code { get; }

    /// <summary>The status' reason: <c>NotFound</c>, <c>Conflict</c>, <c>Invalid</c>, ...; empty when the answer was no Status.</summary>
    public string Reason { get; }

    internal static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        throw response.Content.Headers.ContentType?.MediaType == "application/json"
            ? FromStatus(body)
            : new ApiException((int)response.StatusCode, "", $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    internal static ApiException FromStatus(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new ApiException(
            root.TryGetProperty("code", out var code) ? code.GetInt32() : 0,
            root.TryGetProperty("reason", out var reason) ? reason.GetString() ?? "" : "",
            root.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "the server refused without a message");
    }
}
