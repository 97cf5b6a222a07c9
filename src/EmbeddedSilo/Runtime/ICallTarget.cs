namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>What the directory holds for an identity: an activation, the workers of a stateless grain, an observer.</summary>
internal interface ICallTarget
{
    /// <summary>Who takes the next call; null when this target has ended and must be looked up again.</summary>
    RequestTarget? Pick();
}
