using System.Text.Json;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Failures;

/// <summary>Writes <c>Status</c> objects: the one place where failures get their form for clients.</summary>
internal static class StatusJson
{
    /// <summary>The status of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="continueToken">Where a list can go on without consistency, for an expired continue token.</param>
    public static ReadOnlyMemory<byte> Failure(ApiFailure failure, string? continueToken = null) => GatewayJson.Write((failure, continueToken), static (json, state) =>
    {
        var (failure, continueToken) = state;
        json.WriteStartObject();
        WriteHead(json, "Failure", continueToken);
        json.WriteString("message"u8, failure.Message);
        json.WriteString("reason"u8, failure.Reason.ToString());
        WriteDetails(json, failure);
        json.WriteNumber("code"u8, failure.Reason.StatusCode());
        json.WriteEndObject();
    });

    /// <summary>The status that answers the removal of an object.</summary>
    public static ReadOnlyMemory<byte> Removed(ApiDocument document) => GatewayJson.Write(document, static (json, document) =>
    {
        json.WriteStartObject();
        WriteHead(json, "Success", null);
        json.WriteStartObject("details"u8);
        json.WriteString("name"u8, document.Metadata.Name);
        if (document.Definition.Gvk.Group.Length > 0)
            json.WriteString("group"u8, document.Definition.Gvk.Group);
        json.WriteString("kind"u8, document.Definition.Plural);
        json.WriteString("uid"u8, document.Metadata.Uid);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The status that answers what has no object to show.</summary>
    public static ReadOnlyMemory<byte> Success(int code) => GatewayJson.Write(code, static (json, code) =>
    {
        json.WriteStartObject();
        WriteHead(json, "Success", null);
        json.WriteNumber("code"u8, code);
        json.WriteEndObject();
    });

    private static void WriteHead(Utf8JsonWriter json, string status, string? continueToken)
    {
        json.WriteString("kind"u8, "Status"u8);
        json.WriteString("apiVersion"u8, "v1"u8);
        json.WriteStartObject("metadata"u8);
        if (continueToken is not null)
            json.WriteString("continue"u8, continueToken);
        json.WriteEndObject();
        json.WriteString("status"u8, status);
    }

    private static void WriteDetails(Utf8JsonWriter json, ApiFailure failure)
    {
        if (failure is { Kind: null, Name: null, Causes.Count: 0, RetryAfter: null })
            return;
        json.WriteStartObject("details"u8);
        WriteOptional(json, "name", failure.Name);
        WriteOptional(json, "group", failure.Group);
        WriteOptional(json, "kind", failure.Kind);
        WriteOptional(json, "uid", failure.Uid);
        if (failure.Causes.Count > 0)
        {
            json.WriteStartArray("causes"u8);
            foreach (var cause in failure.Causes)
            {
                json.WriteStartObject();
                json.WriteString("reason"u8, cause.Reason.ToString());
                json.WriteString("message"u8, cause.Message);
                json.WriteString("field"u8, cause.Field);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (failure.RetryAfter is { } retryAfter)
            json.WriteNumber("retryAfterSeconds"u8, (long)Math.Ceiling(retryAfter.TotalSeconds));
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
