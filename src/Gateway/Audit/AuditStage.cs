namespace Krewe.Gateway.Audit;

/// <summary>How far a request is, in the words of <c>audit.k8s.io</c>.</summary>
internal enum AuditStage
{
    /// <summary>The head of the answer is sent and the rest comes over time: watches, logs, streams.</summary>
    ResponseStarted,

    /// <summary>The answer is sent.</summary>
    ResponseComplete,
}
