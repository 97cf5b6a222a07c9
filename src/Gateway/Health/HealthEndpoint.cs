using System.Text;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Krewe.Gateway.Health;

/// <summary>
/// <c>/livez</c> and <c>/readyz</c> (and <c>/healthz</c>, as older clients call it). Alive is a process that answers. Ready is one that has
/// read every collection from storage, and does not stop.
/// </summary>
internal sealed class HealthEndpoint(CollectionCaches caches, IHostApplicationLifetime lifetime)
{
    /// <summary>Serves a health path, or says that it is none.</summary>
    public bool TryServe(HttpContext context, string path, out Task serving)
    {
        HealthCheck[]? checks = path switch
        {
            "/livez" => [Ping],
            "/readyz" or "/healthz" => [Ping, .. Readiness()],
            _ => null,
        };
        serving = checks is null ? Task.CompletedTask : ServeAsync(context, path, checks);
        return checks is not null;
    }

    private static HealthCheck Ping => new("ping", null);

    private IEnumerable<HealthCheck> Readiness()
    {
        var missing = caches.Unsynced.ToArray();
        yield return new HealthCheck("collections", missing.Length == 0 ? null : $"not read yet: {string.Join(", ", missing)}");
        yield return new HealthCheck("shutdown", lifetime.ApplicationStopping.IsCancellationRequested ? "the server stops" : null);
    }

    private static Task ServeAsync(HttpContext context, string path, HealthCheck[] checks)
    {
        var failed = checks.Any(check => check.Problem is not null);
        var text = new StringBuilder();
        if (failed || context.Request.Query.ContainsKey("verbose"))
        {
            foreach (var check in checks)
                text.Append(check.Problem is null ? $"[+]{check.Name} ok\n" : $"[-]{check.Name} failed: {check.Problem}\n");
            text.Append(path.AsSpan(1)).Append(failed ? " check failed\n" : " check passed\n");
        }
        else
        {
            text.Append("ok");
        }
        return context.SendAsync(
            failed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>One thing that health depends on.</summary>
    private sealed record HealthCheck(string Name, string? Problem);
}
