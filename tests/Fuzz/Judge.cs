using System.Text.Json;
using Krewe.Fuzz.Requests;
using Krewe.Fuzz.Wire;

namespace Krewe.Fuzz;

/// <summary>Says what is wrong with an answer.</summary>
internal static class Judge
{
    /// <summary>What should not be, or null.</summary>
    public static string? Problem(FuzzRequest request, RawAnswer answer)
    {
        if (answer.Code == 0)
            return IsNoHttp(request) ? null : "the connection was closed without an answer";
        if (answer.Code >= 500 && !IsHonest(request, answer))
            return $"status {answer.Code}";
        var text = answer.Text;
        if (text.Contains("   at Krewe.", StringComparison.Ordinal) || text.Contains("   at System.", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal) && answer.Code >= 400 && !Echoes(request))
            return "a stack trace or the name of an exception";
        if (answer.Code >= 400 && request.Method != "HEAD" && answer.Headers.Contains("application/json", StringComparison.Ordinal) && !IsStatus(answer.Body))
            return "a failure that is no Status";
        return null;
    }

    /// <summary>504 where the client has asked for a version that does not come, or for an answer within a time of its own.</summary>
    private static bool IsHonest(FuzzRequest request, RawAnswer answer) => answer.Code == 504
        && (answer.Text.Contains("Too large resource version", StringComparison.Ordinal) || request.Target.Contains("timeout=", StringComparison.Ordinal));

    private static bool Echoes(FuzzRequest request) => request.ToString().Contains("Exception", StringComparison.Ordinal);

    /// <summary>The server may close what is not HTTP, or over its limits, without a word.</summary>
    private static bool IsNoHttp(FuzzRequest request) => request.IsStream || request.Target.Length > 6000 || request.Method.Any(c => c < ' ');

    private static bool IsStatus(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals("Status");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
