using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// Loads SQLite once for the process: the system's library where there is one, since the operating system keeps it patched,
/// otherwise the one that came with the package.
/// </summary>
internal static class SqliteLibrary
{
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.so"];
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Makes sure that the library is loaded, and tells its version.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        if (OperatingSystem.IsLinux())
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name == "e_sqlite3")
        {
            foreach (var candidate in SystemNames)
            {
                if (NativeLibrary.TryLoad(candidate, out var library))
                    return library;
            }
        }
        return 0;
    }
}
