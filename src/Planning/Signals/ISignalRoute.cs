namespace Krewe.Planning.Signals;

/// <summary>One reason to look again.</summary>
internal interface ISignalRoute
{
    /// <summary>Adds whom the change concerns for this reason.</summary>
    void Route(in ObjectChange change, ISet<SignalTarget> targets);
}
