namespace Krewe.Gateway.Forwarding;

/// <summary>What became of a request that was passed on.</summary>
public enum ForwardOutcome
{
    /// <summary>The caller has its answer, or has gone.</summary>
    Answered,

    /// <summary>The other silo has not taken the request, nothing of it has happened, and it can be passed on again.</summary>
    NotTaken,

    /// <summary>The other silo has gone before it answered; what it has done is unknown.</summary>
    Unknown,
}
