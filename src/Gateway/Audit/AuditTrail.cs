using Krewe.Gateway.Authentication;
using Krewe.Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Gateway.Audit;

/// <summary>What is found out about one request on its way, for the audit log.</summary>
internal sealed class AuditTrail
{
    // Kubernetes' own limits: what clients make up shall not fill the log.
    private const int LongestAgent = 1024;
    private const int LongestId = 64;
    private const string IdHeader = "Audit-Id";

    private readonly AuditLog _log;
    private readonly HttpContext _context;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _received;
    private readonly string _id;

    public AuditTrail(AuditLog log, HttpContext context, TimeProvider time)
    {
        (_log, _context, _time, _received) = (log, context, time, time.GetUtcNow());
        _id = context.Request.Headers[IdHeader].ToString() is { Length: > 0 and <= LongestId } given ? given : Guid.NewGuid().ToString();
        context.Response.OnStarting(static trail => ((AuditTrail)trail).StartAsync(), this);
    }

    /// <summary>Whose credential it is.</summary>
    public ClientIdentity? User { get; init; }

    /// <summary>In whose name it is.</summary>
    public ClientIdentity? ImpersonatedUser { get; set; }

    /// <summary>What is wanted.</summary>
    public ApiVerb? Verb { get; set; }

    /// <summary>What it names.</summary>
    public ResourcePath? Resource { get; set; }

    /// <summary>Whether it may.</summary>
    public bool? Allowed { get; set; }

    /// <summary>True where the answer comes over time.</summary>
    public bool IsLongRunning { get; set; }

    /// <summary>The answer is sent, or nobody waits for it any more.</summary>
    public void Complete() => Record(AuditStage.ResponseComplete);

    private Task StartAsync()
    {
        _context.Response.Headers[IdHeader] = _id;
        if (IsLongRunning)
            Record(AuditStage.ResponseStarted);
        return Task.CompletedTask;
    }

    private void Record(AuditStage stage)
    {
        var agent = _context.Request.Headers.UserAgent.ToString();
        _log.Record(new AuditEvent
        {
            Id = _id,
            Stage = stage,
            RequestUri = _context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Verb = Verb?.Name() ?? _context.Request.Method.ToLowerInvariant(),
            User = User,
            ImpersonatedUser = ImpersonatedUser,
            SourceAddress = _context.Connection.RemoteIpAddress?.ToString(),
            UserAgent = agent.Length > LongestAgent ? agent[..LongestAgent] + "...TRUNCATED" : agent,
            Resource = Resource,
            Allowed = Allowed,
            Code = _context.Response.StatusCode,
            Received = _received,
            Reached = _time.GetUtcNow(),
        });
    }
}
