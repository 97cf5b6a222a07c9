using System.Globalization;
using Krewe.Gateway.Failures;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Responses;

/// <summary>Sends answers that are ready in memory.</summary>
internal static class HttpAnswers
{
    /// <summary>Content type of JSON answers.</summary>
    public const string Json = "application/json";

    /// <summary>Sends bytes as the whole answer, compressed where that is worth it.</summary>
    public static Task SendAsync(this HttpContext context, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        if (!Compression.Wants(context, body.Length))
            return context.SendBytesAsync(statusCode, contentType, body);
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = contentType;
        return SendCompressedAsync(context, body);
    }

    /// <summary>Sends bytes as the whole answer, as they are.</summary>
    public static Task SendBytesAsync(this HttpContext context, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sends JSON as the whole answer.</summary>
    public static Task SendJsonAsync(this HttpContext context, int statusCode, ReadOnlyMemory<byte> json) =>
        context.SendAsync(statusCode, Json, json);

    /// <summary>Sends a failure as a <c>Status</c>.</summary>
    public static Task SendFailureAsync(this HttpContext context, ApiFailure failure, string? continueToken = null)
    {
        if (failure.RetryAfter is { } retryAfter)
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (failure.Reason == FailureReason.Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.SendRecordAsync(failure.Code, Statuses.Failure(failure, continueToken));
    }

    /// <summary>Adds what the client shall be told without being refused (RFC 7234, 5.5, code 299).</summary>
    public static void AddWarnings(this HttpContext context, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
            context.Response.Headers.Append("Warning", $"299 - \"{Quotable(warning)}\"");
    }

    private static async Task SendCompressedAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var output = Compression.Begin(context);
        await output.WriteAsync(body, context.RequestAborted);
        await output.CompleteAsync();
    }

    // Header values are ASCII without controls; what a client sent may appear in a warning.
    private static string Quotable(string text) => string.Create(text.Length, text, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = text[i] is >= ' ' and < '\x7f' ? text[i] : '?';
    }).Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
