namespace Krewe.Storage.Tests.Conformance;

/// <summary>Where one test's log is kept: opening it again after the log was disposed finds what was committed.</summary>
public interface IObjectLogStore : IAsyncDisposable
{
    Task<IObjectLog> OpenAsync();
}
